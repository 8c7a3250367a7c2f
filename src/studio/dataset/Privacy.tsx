import { useEffect, useState } from 'react';
import type { PrivacySheet } from '../../dataset';
import { strings } from '../strings';
import { onTrouble, openDatalog } from './datalog';
import { FigureTable } from './FigureTable';

const words = strings.dataset;

/** What is recorded about the performer, as the schemas say it. */
export function Privacy() {
  const [sheet, setSheet] = useState<PrivacySheet>();
  useEffect(() => {
    openDatalog()
      .then(({ dataset }) => setSheet(dataset.privacySheet()))
      .catch(onTrouble);
  }, []);
  if (!sheet) return null;
  return (
    <section aria-label={words.tabs.privacy} className="dataset-privacy">
      <h3>{sheet.title}</h3>
      <ul>
        {sheet.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <h3>{words.privacyFields}</h3>
      <FigureTable
        columns={words.privacyColumns}
        rows={sheet.fields.map(({ kind, field, meaning, sensitivity }) => ({
          key: `${kind} ${field}`,
          head: field,
          cells: [kind, meaning, sensitivity],
        }))}
      />
    </section>
  );
}
