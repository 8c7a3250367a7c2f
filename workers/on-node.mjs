// On Node a worker starts without the TypeScript loader: register it, then load the entry that the name asks for.
import { register } from 'tsx/esm/api';

register();
await import(`./${self.name}.ts`).catch((error) => {
  // web-worker only prints a failed import; thrown later it ends the thread, which the host notices.
  setTimeout(() => {
    throw error;
  });
});
