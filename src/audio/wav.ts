/** How samples are written: 16-bit whole numbers, or 32-bit floats as they were rendered. */
export const WAV_FORMATS = ['pcm16', 'float32'] as const;
export type WavFormat = (typeof WAV_FORMATS)[number];

const PCM = 1;
const IEEE_FLOAT = 3;

export function bytesPerSample(format: WavFormat): 2 | 4 {
  return format === 'pcm16' ? 2 : 4;
}

/**
 * The head of a stereo WAV file (RIFF, little endian; Microsoft, "Multimedia Programming Interface and Data
 * Specifications 1.0", 1991). The samples follow it.
 * @param frames samples per channel
 */
export function wavHead(format: WavFormat, sampleRate: number, frames: number): Uint8Array<ArrayBuffer> {
  const frame = 2 * bytesPerSample(format);
  const data = frames * frame;
  // A file that is not PCM says how many frames it has, in a chunk of its own.
  const fact = format === 'float32' ? 12 : 0;
  const view = new DataView(new ArrayBuffer(44 + fact));
  const text = (at: number, characters: string): void => {
    for (let index = 0; index < characters.length; index++)
      view.setUint8(at + index, characters.charCodeAt(index));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + fact + data, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, format === 'pcm16' ? PCM : IEEE_FLOAT, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frame, true);
  view.setUint16(32, frame, true);
  view.setUint16(34, 8 * bytesPerSample(format), true);
  if (fact > 0) {
    text(36, 'fact');
    view.setUint32(40, 4, true);
    view.setUint32(44, frames, true);
  }
  text(36 + fact, 'data');
  view.setUint32(40 + fact, data, true);
  return new Uint8Array(view.buffer);
}

/** Samples of two channels, one after the other, as bytes of a WAV file. Samples beyond ±1 are clipped in 16 bits. */
export function wavSamples(
  format: WavFormat,
  left: Float32Array,
  right: Float32Array,
): Uint8Array<ArrayBuffer> {
  const size = bytesPerSample(format);
  const view = new DataView(new ArrayBuffer(left.length * 2 * size));
  const put =
    format === 'pcm16'
      ? (at: number, sample: number) => view.setInt16(at, toInt16(sample), true)
      : (at: number, sample: number) => view.setFloat32(at, sample, true);
  for (let index = 0; index < left.length; index++) {
    put(2 * index * size, left[index] ?? 0);
    put((2 * index + 1) * size, right[index] ?? 0);
  }
  return new Uint8Array(view.buffer);
}

function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff);
}
