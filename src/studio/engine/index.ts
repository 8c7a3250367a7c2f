export type { CompileReply } from './compiler';
