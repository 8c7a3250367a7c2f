export type { CompileReply } from './protocol';
