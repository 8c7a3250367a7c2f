import { useEffect, useRef, useState } from 'react';
import { WAV_FORMATS, type WavFormat } from '../../audio';
import { download, fileName } from '../files';
import { formatBytes, formatPercent } from '../format';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { Choice } from './Choice';
import { hasSound, MAX_BARS, renderWav, sizeOfExport } from './export';

const words = strings.sound;
const INITIAL_BARS = 4;

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'rendering'; readonly share: number }
  | { readonly kind: 'said'; readonly message: string; readonly bad: boolean };

/** A WAV file of the loop, or of so many bars, rendered faster than it plays. */
export function ExportForm() {
  const [length, setLength] = useState<'loop' | 'bars'>('loop');
  const [bars, setBars] = useState(INITIAL_BARS);
  const [format, setFormat] = useState<WavFormat>('pcm16');
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const cancel = useRef<AbortController>(undefined);
  const document = useDocument((state) => state);
  const wanted = length === 'loop' ? 'loop' : bars;
  const { seconds, bytes } = sizeOfExport(document, wanted, format);

  // Closing the panel ends what it began.
  useEffect(() => () => cancel.current?.abort(), []);

  async function start(): Promise<void> {
    if (!hasSound()) {
      setStage({ kind: 'said', message: words.nothingToExport, bad: true });
      return;
    }
    const controller = new AbortController();
    cancel.current = controller;
    setStage({ kind: 'rendering', share: 0 });
    try {
      const onProgress = (share: number): void => setStage({ kind: 'rendering', share });
      const wav = await renderWav(wanted, format, onProgress, controller.signal);
      const name = `${fileName(session.getState().document.title)}.wav`;
      download(name, wav);
      setStage({ kind: 'said', message: words.exported(name), bad: false });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = controller.signal.aborted ? words.exportCancelled : words.exportFailed(reason);
      setStage({ kind: 'said', message, bad: !controller.signal.aborted });
    }
  }

  const isRendering = stage.kind === 'rendering';
  return (
    <fieldset className="sound-export" aria-label={words.export}>
      <h3>{words.export}</h3>
      <Choice
        label={words.length}
        value={length}
        options={(['loop', 'bars'] as const).map((value) => ({ value, name: words.lengthNames[value] }))}
        onChange={setLength}
      />
      {length === 'bars' && (
        <input
          className="field"
          type="number"
          aria-label={words.bars}
          min={1}
          max={MAX_BARS}
          value={bars}
          onChange={(event) => {
            const next = event.target.valueAsNumber;
            if (Number.isInteger(next)) setBars(Math.min(MAX_BARS, Math.max(1, next)));
          }}
        />
      )}
      <Choice
        label={words.format}
        value={format}
        options={WAV_FORMATS.map((value) => ({ value, name: words.formatNames[value] }))}
        onChange={setFormat}
      />
      <button
        type="button"
        className="button small"
        onClick={isRendering ? () => cancel.current?.abort() : () => void start()}
      >
        {isRendering ? words.cancelExport : words.exportButton}
      </button>
      {isRendering && <progress max={1} value={stage.share} aria-label={words.export} />}
      <small role="status" className={stage.kind === 'said' && stage.bad ? 'bad' : ''}>
        {stage.kind === 'rendering'
          ? words.exporting(formatPercent(stage.share))
          : stage.kind === 'said'
            ? stage.message
            : words.exportAbout(seconds.toFixed(1), formatBytes(bytes))}
      </small>
      <small className="sound-note">{words.exportNote}</small>
    </fieldset>
  );
}
