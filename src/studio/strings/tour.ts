export const tour = {
  label: 'Tour of the studio',
  command: 'Tour of the studio',
  welcome: 'Welcome',
  invitation: 'A line of Python, played by eight languages.',
  about:
    'Each channel compiles it, checks its answer against Python and measures how long it took. Press play and move a fader.',
  play: 'Play the first tune',
  withSound: 'with sound',
  start: 'Show me around',
  look: 'Just look',
  step: (at: number, of: number) => `${at} of ${of}`,
  back: 'Back',
  next: 'Next',
  done: 'Done',
  close: 'End the tour',
  steps: {
    write: {
      title: 'Write',
      text: 'This is the program: one Python comprehension. Change a number and every channel follows. Mistakes are underlined, and what played last goes on.',
    },
    hear: {
      title: 'Choose',
      text: 'Programs from music to logs, each with what to listen for. Presets change a channel’s passes and its sound at once.',
    },
    play: {
      title: 'Play',
      text: 'Space starts and stops. On every beat the program runs on all channels and is measured again.',
    },
    move: {
      title: 'Move',
      text: 'Level opens the optimiser of a channel, pass by pass. Parallel, unsafe and the idiom change its code too.',
    },
    read: {
      title: 'Read',
      text: 'The code of every channel as a person would write it. Hover over a part to see where it comes from.',
    },
    see: {
      title: 'See',
      text: 'What was measured: the median filled, the slow tail as a line. Only verified answers count. Your work is kept on this computer; the menu saves it as a file or a link.',
    },
  },
} as const;
