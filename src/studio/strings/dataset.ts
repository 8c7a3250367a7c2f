import { formatCount } from '../format';

export const dataset = {
  title: 'The log',
  light: {
    opening: 'Log: opening',
    on: 'Log: kept in this browser',
    off: 'Log: off',
    memory: 'Log: not kept, no storage',
    outdated: 'Log: reload the page to go on',
    full: 'Log: the storage is full',
    stopped: 'Log: paused, the storage is nearly full',
  },
  lightShort: { on: 'log', off: 'log off', trouble: 'log !' },
  open: 'The log: what is recorded, consent, export, deletion',
  tabs: {
    log: 'Log',
    collect: 'Collect',
    quality: 'Quality',
    leave: 'Export and import',
    privacy: 'Privacy',
  },
  memory: (reason: string) =>
    `The browser keeps nothing for this page (${reason}). What you play is logged until the page closes: save it as a file.`,
  outdated:
    'A newer version of the studio has opened this log in another tab. Reload this page to go on recording.',
  full: (waiting: number, dropped: number) =>
    `The browser’s storage is full. ${waiting} events wait for room${dropped > 0 ? `, ${dropped} were not kept` : ''}. Playing goes on; export and delete to make room.`,
  stopped: 'Collecting stopped at 85 % of the browser’s storage. Playing and saving go on.',
  little: 'Over 70 % of the browser’s storage is used.',
  trouble: (message: string) => `The log had trouble: ${message}`,
  reload: 'Reload',
  saveMemory: 'Save the log as a file',
  records: (count: number) => (count === 1 ? '1 record' : `${formatCount(count)} records`),
  sessions: (count: number) => (count === 1 ? '1 session' : `${formatCount(count)} sessions`),
  bytes: (text: string) => `${text} stored`,
  usage: (used: string, quota: string) => `${used} of ${quota} of this browser’s storage`,
  usageLabel: 'Storage used',
  consents: {
    log: ['Keep the log', 'What you play and measure, in this browser only.'],
    training: ['Learn from it', 'Plugins may train on this log, in this browser only.'],
    class: ['Class export', 'This log may be part of an export for a class.'],
    publish: ['Publish', 'This log may be part of a published dataset.'],
  } as const,
  persisted: 'The browser promises to keep the data of this page.',
  notPersisted:
    'The browser does not promise to keep the data of this page: it may delete it when it needs room. Export what you want to keep.',
  keep: 'Keep sessions',
  keepFor: { always: 'until I delete them', month: 'for 30 days', year: 'for a year' },
  list: 'Sessions',
  when: 'begun',
  who: 'from',
  what: 'records',
  size: 'size',
  actors: { human: 'people', simulated: 'simulated', import: 'imported' } as const,
  thisOne: 'this visit',
  fromFile: 'from a file',
  broken: 'damaged',
  none: 'Nothing is recorded yet.',
  remove: 'Delete',
  removeOne: (when: string) => `Delete the session of ${when}`,
  removeBetween: 'Delete sessions begun',
  from: 'from',
  to: 'to',
  removeRange: 'Delete these days',
  removeAll: 'Delete everything',
  sure: (what: string) => `${what}? It can’t be undone.`,
  yes: 'Yes, delete',
  no: 'No',
  removed: (count: number) =>
    count === 0
      ? 'There was nothing to delete.'
      : `Deleted ${count === 1 ? '1 session' : `${count} sessions`}.`,
  scope: 'for',
  scopes: { own: 'myself', class: 'a class', publish: 'publishing' } as const,
  notAgreed: (scope: string) => `You have not agreed to an export for ${scope}: that is a switch under Log.`,
  agree: 'Go to the switches',
  scrubTexts: 'take out texts, comments and labels',
  scrubTimes: 'take out dates',
  preview: 'Ten records as they would leave',
  previewColumns: ['category', 'time', 'from', 'data'] as const,
  export: 'Export as a bundle',
  exportAbout: 'One zip: Parquet, JSONL, CSV, JSON, ProgSnap2, Croissant, data package, card, quality.',
  exporting: 'Exporting',
  exported: (size: string) => `Saved ${size}.`,
  withheld: (sessions: number) =>
    `${sessions === 1 ? '1 session' : `${sessions} sessions`} from files that were not exported for this stayed here.`,
  import: 'Import a bundle',
  importAbout:
    'A bundle, JSON lines or the training guide’s JSON. Records that are here already are left as they are.',
  importing: 'Importing',
  revive: 'Bring the deleted ones back',
  imported: (added: number, known: number, erased: number, invalid: number) =>
    [
      added === 1 ? '1 record added' : `${formatCount(added)} records added`,
      known > 0 ? `${formatCount(known)} were here already` : '',
      erased > 0 ? `${formatCount(erased)} stay deleted, since their sessions were deleted here` : '',
      invalid > 0 ? `${formatCount(invalid)} were not valid` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  importedBroken: (count: number) =>
    count === 1 ? '1 session is not what its file says.' : `${count} sessions are not what their file says.`,
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  privacyColumns: ['field', 'record', 'meaning', 'holds'] as const,
  privacyFields: 'Fields that can say something about you',
} as const;

export const rating = {
  command: 'Rate what plays',
  about: 'Press 1 to 5, Q again for another question, Escape for none',
  questions: {
    result_satisfaction: 'How is the result?',
    performance_feedback: 'How is the speed?',
    creativity_rating: 'How creative is it?',
  } as const,
  stars: (stars: number) => (stars === 1 ? '1 of 5' : `${stars} of 5`),
  thanks: (stars: number) => `Rated ${stars} of 5`,
} as const;
