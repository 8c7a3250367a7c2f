import { expect, test } from './studio';

test('the page is isolated and starts without complaints', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('function');
});

test('the page loads nothing from anywhere else', async ({ page, address }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).host);
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect([...hosts]).toEqual([new URL(address).host]);
});

test('the policy keeps evaluated text out of the page', async ({ page, complaints }) => {
  await page.goto('/');
  // The page's own scripts are held to its policy; an expression from the test's debugger is not.
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        setTimeout(() => {
          const script = document.createElement('script');
          script.append('globalThis.evaluated = true');
          document.head.append(script);
        });
      }),
  );
  expect(outcome).toMatch(/script-src|require-trusted-types-for/);
  expect(await page.evaluate(() => 'evaluated' in globalThis)).toBe(false);
  complaints.length = 0;
});
