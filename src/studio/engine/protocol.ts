import type { CompileAnswer } from '../../session/compile';

/** What the compile worker answers. */
export type CompileReply =
  | { readonly ok: true; readonly answer: CompileAnswer }
  | { readonly ok: false; readonly message: string };
