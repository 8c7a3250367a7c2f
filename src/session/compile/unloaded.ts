import type { Backend, BackendId } from '../../backends';
import { diagnostic } from '../../language';
import { channelTitle } from '../words';

/** Stands in for a backend whose code generator could not be loaded: it refuses every program and says so. */
export function unloaded(id: BackendId, message: string): Backend {
  const title = channelTitle(id);
  return {
    id,
    title,
    language: 'python',
    modes: ['none'],
    parallel: 'refused',
    runsInBrowser: false,
    emit: ({ body }) => ({
      ok: false,
      diagnostics: [
        diagnostic(
          'unsupported-operation',
          body.span,
          `The code generator of ${title} could not be loaded: ${message}`,
          {
            backend: id,
            hint: 'Reload the page; the other channels go on.',
          },
        ),
      ],
    }),
  };
}
