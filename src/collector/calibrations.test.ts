import { expect, it } from 'vitest';
import { CALIBRATION_AGE, freshCalibrations } from './calibrations';

it('calibrates a backend once for a while, and anew when that is over', async () => {
  const taken: string[] = [];
  let now = 0;
  const calibrationOf = freshCalibrations(
    async (backend) => {
      taken.push(backend);
      return { backend, kernels: { arithmetic: taken.length } };
    },
    () => now,
  );
  const [first] = await Promise.all([calibrationOf('wasm'), calibrationOf('wasm'), calibrationOf('sql')]);
  now = CALIBRATION_AGE - 1;
  expect(await calibrationOf('wasm')).toBe(first);
  now = CALIBRATION_AGE;
  expect((await calibrationOf('wasm')).kernels).toEqual({ arithmetic: 3 });
  expect(taken).toEqual(['wasm', 'sql', 'wasm']);
});
