// Ticks on in hidden tabs, where the page's own timers are slowed down.
const PERIOD = 25;

let timer: ReturnType<typeof setInterval> | undefined;

addEventListener('message', (event: MessageEvent<'start' | 'stop'>) => {
  clearInterval(timer);
  timer = event.data === 'start' ? setInterval(() => postMessage(0), PERIOD) : undefined;
});
