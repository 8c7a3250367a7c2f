import { useEffect, useState } from 'react';
import type { PrivacySheet } from '../../dataset';
import { strings } from '../strings';
import { onTrouble, openDatalog } from './datalog';

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
      <div className="dataset-preview">
        <table>
          <thead>
            <tr>
              {words.privacyColumns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.fields.map(({ kind, field, meaning, sensitivity }) => (
              <tr key={`${kind} ${field}`}>
                <td>{kind}</td>
                <th scope="row">{field}</th>
                <td>{meaning}</td>
                <td>{sensitivity}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
