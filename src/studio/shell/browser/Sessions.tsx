import { SessionActions, SessionList } from '../../keeping';
import { Section } from './Section';

/** Recent work on this computer, and the ways to take it along. */
export function Sessions() {
  return (
    <Section id="sessions" grow={2} action={<SessionActions />}>
      <SessionList />
    </Section>
  );
}
