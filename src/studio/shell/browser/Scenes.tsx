import { SceneActions, SceneList } from '../../timeline/Scenes';
import { Section } from './Section';

/** Named snapshots of the mix. */
export function Scenes() {
  return (
    <Section id="scenes" grow={2} action={<SceneActions />}>
      <SceneList />
    </Section>
  );
}
