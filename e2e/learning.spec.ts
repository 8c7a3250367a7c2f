import { expect, test, withoutRuntimes } from './studio';

// Software stands in for a GPU: slow, but as correct as one.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--enable-unsafe-swiftshader',
        '--use-angle=swiftshader',
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
      ],
    });
  },
});

test('a net trains alike on WebGPU, WebGL, wasm and cpu in the worker of the build, and the choice can be overridden', async ({
  page,
}) => {
  await withoutRuntimes(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/');
  const device = page.getByRole('article', { name: 'Predictive Morphing' });
  await expect(device).toHaveAttribute('data-status', 'ready', { timeout: 15_000 });
  await device.getByRole('button', { name: /model, training/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Predictive Morphing' });
  await sheet.getByRole('tab', { name: 'Training' }).click();
  await sheet.getByRole('button', { name: 'Measure the backends' }).click();
  // A backend whose losses leave the golden ones has its reason here instead of three times.
  const table = sheet.getByRole('region', { name: 'Backends' }).getByRole('row');
  await expect(table).toHaveCount(5, { timeout: 90_000 });
  for (const backend of ['webgpu', 'webgl', 'wasm', 'cpu'])
    await expect(table.filter({ hasText: backend }).getByRole('cell')).toHaveText([
      / (s|ms|µs)$/,
      /s$/,
      /s$/,
    ]);
  await expect(sheet.getByText('fastest correct')).toHaveCount(1);
  await sheet.getByRole('radio', { name: 'Backend to train on: cpu' }).check();
  await expect(sheet.getByRole('radio', { name: 'Backend to train on: cpu' })).toBeChecked();
});
