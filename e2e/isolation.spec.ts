import { expect, test } from './studio';

test('the page is isolated and starts without complaints', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('function');
});

test('the page loads nothing from anywhere else', async ({ page, address }) => {
  test.slow();
  const hosts = new Set<string>();
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).host);
  });
  await page.goto('/');
  // By now every language runtime has been fetched.
  for (const verdict of ['reference', 'equal'])
    await expect(page.locator(`[data-verdict=${verdict}]`).first()).toBeVisible({ timeout: 80_000 });
  expect([...hosts]).toEqual([new URL(address).host]);
});

test('the policy keeps evaluated text out of the page', async ({ page, complaints }) => {
  await page.goto('/');
  const evaluated = await page.evaluate(() => {
    const script = document.createElement('script');
    script.append('globalThis.evaluated = true');
    document.head.append(script);
    return 'evaluated' in globalThis;
  });
  expect(evaluated).toBe(false);
  expect(complaints).not.toEqual([]);
  complaints.length = 0;
});

test('only markup and workers that the page vouches for get in', async ({ page, complaints }) => {
  await page.goto('/');
  await expect(page.locator('#root')).not.toBeEmpty();
  const outcomes = await page.evaluate(() => {
    const attempt = (work: () => unknown) => {
      try {
        work();
        return 'allowed';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    return {
      own: attempt(() => new Worker('/icon.svg').terminate()),
      blob: attempt(() => new Worker(URL.createObjectURL(new Blob(['']))).terminate()),
      foreign: attempt(() => new Worker('https://evil.example/x.js')),
      data: attempt(() => new Worker('data:text/javascript,')),
      markup: attempt(() => {
        document.body.innerHTML = '<img src="x">';
      }),
    };
  });
  expect(outcomes).toEqual({
    own: 'allowed',
    blob: 'allowed',
    foreign: 'TypeError',
    data: 'TypeError',
    markup: 'TypeError',
  });
  complaints.length = 0;
});
