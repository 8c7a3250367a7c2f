const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * The time of day, with the date before it unless it is today's, and the year unless it is this one.
 * @param at ms since the epoch
 */
export function formatWhen(at: number, now = Date.now()): string {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return time.format(at);
  const calendar = then.getFullYear() === today.getFullYear() ? day : date;
  return `${calendar.format(at)}, ${time.format(at)}`;
}
