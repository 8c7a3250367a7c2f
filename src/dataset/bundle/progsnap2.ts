import { hashText } from '../../language';
import type { DataOf, DatasetRecord, UserAction } from '../records';
import { csvLines } from './csv';

/**
 * Process data of programming as ProgSnap2 has it (Price et al., 2020): a table of events, the states of the code, and five properties.
 * Sessions stand for subjects, since nobody is known by more than a session.
 */
export class ProgSnap2 {
  private readonly states = new Map<string, string>();
  private session = '';
  private state = '';

  static readonly columns = [
    ...[
      'EventID',
      'SubjectID',
      'ToolInstances',
      'CodeStateID',
      'EventType',
      'Order',
      'ClientTimestamp',
      'SessionID',
    ],
    ...['X-Action', 'X-Parameters', 'X-Author', 'X-Rating', 'X-SuggestionID', 'X-SuggestionPhase'],
  ] as const;

  constructor() {
    this.stateOf('');
  }

  /** Lines of MainTable.csv for some records, in their order. */
  rows(records: readonly DatasetRecord<'user_interactions'>[]): string {
    return csvLines(records.map((record) => this.row(record)));
  }

  /** CodeStates/CodeStates.csv; complete after all rows. */
  codeStates(): string {
    return csvLines([['CodeStateID', 'Code'], ...[...this.states].map(([id, code]) => [id, code])]);
  }

  private row({ id, session, time, app, data }: DatasetRecord<'user_interactions'>): (string | number)[] {
    if (session !== this.session) {
      this.session = session;
      this.state = this.stateOf('');
    }
    const { program } = data.parameters;
    if (typeof program === 'string') this.state = this.stateOf(program);
    return [
      ...[id, session, `Code Live Studio ${app}`, this.state, eventType(data.user_action), data.order],
      ...[new Date(time).toISOString(), session],
      ...[data.user_action, JSON.stringify(data.parameters), data.author],
      ratingOf(data) ?? '',
      data.suggestion?.id ?? '',
      data.suggestion?.phase ?? '',
    ];
  }

  private stateOf(code: string): string {
    const id = code === '' ? '0' : hashText(code);
    this.states.set(id, code);
    return id;
  }
}

export const PROGSNAP_METADATA: string = csvLines([
  ['Property', 'Value'],
  ['Version', '6.0'],
  ['IsEventOrderingConsistent', 'true'],
  ['EventOrderScope', 'Restricted'],
  ['EventOrderScopeColumns', 'SessionID'],
  ['CodeStateRepresentation', 'Table'],
]);

const EVENT_TYPES: Readonly<Partial<Record<UserAction, string>>> = {
  session_start: 'Session.Start',
  session_end: 'Session.End',
  edit_program: 'File.Edit',
  open_program: 'File.Open',
  open_session: 'Project.Open',
  play: 'Run.Program',
};

/** An event of the standard, or one of ours with the prefix that it asks for. */
function eventType(action: UserAction): string {
  return EVENT_TYPES[action] ?? `X-${action.charAt(0).toUpperCase()}${action.slice(1).replaceAll('_', '')}`;
}

function ratingOf(data: DataOf<'user_interactions'>): number | null {
  return data.result_satisfaction ?? data.performance_feedback ?? data.creativity_rating;
}
