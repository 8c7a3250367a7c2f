import qrcode from 'qrcode-generator';

/** Bytes that the largest QR code holds at the lowest level of error correction (version 40-L of ISO/IEC 18004). */
const MOST = 2_953;
/** Modules of white around the code, which readers need. */
const MARGIN = 4;

/**
 * A text as a QR code: the dark modules as one SVG path, and the width of the square with its margin.
 * Undefined when the text is too long for one.
 */
export function qrOf(text: string): { readonly path: string; readonly size: number } | undefined {
  if (text.length > MOST) return undefined;
  const code = qrcode(0, 'L');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`;
    }
  }
  return { path, size: count + 2 * MARGIN };
}
