/** Set in the page that the service worker kept: it has no server behind it. */
export const isOffline =
  typeof document !== 'undefined' && document.querySelector('meta[name="code-live-offline"]') !== null;

/** The studio comes first: the service worker fetches its files when the page has rested this long; ms. */
const REST = 4_000;

/**
 * Lets the studio open without its server from the next visit on, where the browser can.
 * @returns gives it up when the page goes away before
 */
export function workOffline(): () => void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return () => undefined;
  const timer = setTimeout(() => {
    navigator.serviceWorker
      .register('/sw.js')
      .catch((error: unknown) => console.warn('The studio will not open without its server:', error));
  }, REST);
  return () => clearTimeout(timer);
}
