import { createStore } from 'zustand/vanilla';
import { openFile, reportTrouble } from '../files';
import { strings } from '../strings';

const words = strings.keeping;
const TABLE = /\.(csv|tsv|jsonl|ndjson|parquet)$/i;

/** Whether files are held over the page. */
export const dropping = createStore<{ readonly over: boolean }>()(() => ({ over: false }));

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Opens session files that are dropped anywhere on the page; without this the browser would leave the studio for them.
 * @returns stops taking them
 */
export function takeDrops(): () => void {
  const over = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    dropping.setState({ over: true });
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) dropping.setState({ over: false });
  };
  const drop = (event: DragEvent): void => {
    dropping.setState({ over: false });
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const [file, ...more] = event.dataTransfer?.files ?? [];
    if (!file) return;
    if (more.length > 0) reportTrouble(words.manyFiles);
    else if (TABLE.test(file.name)) reportTrouble(words.tableFile(file.name));
    else void openFile(file);
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', leave);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', leave);
    removeEventListener('drop', drop);
  };
}
