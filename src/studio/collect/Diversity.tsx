import type { QualityReport } from '../../dataset/quality';
import { strings } from '../strings';

const words = strings.quality;
type Cells = QualityReport['diversity'];

/** Measurements that agreed with Python, by family and backend; an empty cell says whether the backend refuses it. */
export function Diversity({ diversity }: { readonly diversity: Cells }) {
  const { backends, families, cells, empty } = diversity;
  const most = Math.max(1, ...cells.map(({ agreed }) => agreed));
  return (
    <div className="quality-matrix">
      <table>
        <caption>{words.diversity(families.length, backends.length, empty.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.family}</th>
            {backends.map((backend) => (
              <th key={backend} scope="col">
                {strings.channel[backend]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {families.map((family) => (
            <tr key={family}>
              <th scope="row">{family}</th>
              {backends.map((backend) => {
                const cell = cells.find((each) => each.backend === backend && each.family === family);
                const agreed = cell?.agreed ?? 0;
                const isRefused = agreed === 0 && (cell?.refused ?? 0) > 0;
                return (
                  <td
                    key={backend}
                    className="number"
                    data-state={agreed > 0 ? 'there' : isRefused ? 'refused' : 'empty'}
                    style={{ '--share': Math.sqrt(agreed / most) } as React.CSSProperties}
                  >
                    {agreed > 0 ? agreed : isRefused ? words.refused : words.empty}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
