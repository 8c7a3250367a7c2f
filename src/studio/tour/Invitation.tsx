import { useEffect, useState } from 'react';
import { openProgram, programById } from '../../session';
import { toggleSound } from '../sound/power';
import { strings } from '../strings';
import { session } from '../studio';
import { play, transportState } from '../transport';
import { endInvitation, startTour, useTour } from './tour';
import './tour.css';

const words = strings.tour;
/** The program that the studio opens with is one number; this one is a melody. */
const FIRST_HEARD = 'arpeggio';

/** What a first visit sees over the living studio: one click plays. */
export function Invitation() {
  const invited = useTour((state) => state.invited);
  return invited && <Card />;
}

function Card() {
  const [sound, setSound] = useState(false);

  useEffect(() => {
    // Whoever has found the play button needs no invitation.
    return transportState.subscribe(({ playing }) => {
      if (playing) endInvitation();
    });
  }, []);

  function begin(): void {
    endInvitation();
    if (sound) {
      openProgram(session, programById(FIRST_HEARD));
      toggleSound();
    }
    play();
  }

  return (
    <section className="invitation" aria-label={words.welcome}>
      <h2>{words.invitation}</h2>
      <p>{words.about}</p>
      <div className="invitation-row">
        <button type="button" className="button invitation-play" onClick={begin}>
          {words.play}
        </button>
        <label className="invitation-sound">
          <input type="checkbox" checked={sound} onChange={(event) => setSound(event.target.checked)} />
          {words.withSound}
        </label>
        <span className="spring" />
        <button type="button" className="button" onClick={startTour}>
          {words.start}
        </button>
        <button type="button" className="button" onClick={endInvitation}>
          {words.look}
        </button>
      </div>
    </section>
  );
}
