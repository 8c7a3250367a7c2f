import type { NativeBackend } from '../contract';
import { emitGo } from './emit';
import { goProject } from './project';

/** Go 1.19: loops, or pipelines of small generic functions; goroutines where `parallel` asks for them. */
export const go: NativeBackend = {
  id: 'go',
  title: 'Go',
  language: 'go',
  modes: ['loops', 'pipeline'],
  parallel: 'threads',
  runsInBrowser: false,
  emit: emitGo,
  project: goProject,
};
