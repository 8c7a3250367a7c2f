import type { Page } from 'playwright';
import { quantile } from '../src/measure';

/** What a stretch of playing cost the page. */
export interface FrameReport {
  /** ms between two frames. */
  readonly p50: number;
  readonly p95: number;
  readonly frames: number;
  /** ms of every task of the main thread over 50 ms. */
  readonly longTasks: readonly number[];
  /** Commits of React. */
  readonly commits: number;
  /** Elements at the end less those at the start. */
  readonly newElements: number;
}

interface Probe {
  commits: number;
  longTasks: number[];
  deltas: number[];
  elements: number;
  stop: () => void;
}

declare global {
  interface Window {
    probe?: Probe;
    /** What React reports its commits to, in production builds too. */
    __REACT_DEVTOOLS_GLOBAL_HOOK__?: unknown;
    reactCommits?: number;
  }
}

/** Counts React's commits from the start of the page on; call before the page is opened. */
export async function countCommits(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.reactCommits = 0;
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => undefined,
      onCommitFiberRoot: () => {
        window.reactCommits = (window.reactCommits ?? 0) + 1;
      },
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
    };
  });
}

/** Watches the page's frames, long tasks, commits and elements for so many ms. */
export async function watchFrames(page: Page, milliseconds: number): Promise<FrameReport> {
  // What runs TypeScript here wraps named functions in a helper that the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.evaluate(() => {
    const deltas: number[] = [];
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let running = true;
    const frame = (now: number): void => {
      deltas.push(now - last);
      last = now;
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    window.probe = {
      commits: window.reactCommits ?? 0,
      longTasks,
      deltas,
      elements: document.querySelectorAll('*').length,
      stop: () => {
        running = false;
        observer.disconnect();
      },
    };
  });
  await page.waitForTimeout(milliseconds);
  const { deltas, ...rest } = await page.evaluate(() => {
    const { probe } = window;
    if (!probe) throw new Error('the page was left while it was watched');
    probe.stop();
    return {
      deltas: probe.deltas.slice(1),
      longTasks: probe.longTasks,
      commits: (window.reactCommits ?? 0) - probe.commits,
      newElements: document.querySelectorAll('*').length - probe.elements,
    };
  });
  return { ...rest, p50: quantile(deltas, 0.5), p95: quantile(deltas, 0.95), frames: deltas.length };
}
