/** A figure, or a text that is set otherwise than plain. */
export interface Cell {
  readonly text: string;
  readonly as: 'number' | 'mono';
  /** Whether a figure reaches what is asked of it; absent, nothing is. */
  readonly met?: boolean;
}

export interface Row {
  readonly key: string;
  /** The row's name. */
  readonly head: string;
  /** Beside its name, in the order of the columns. */
  readonly cells: readonly (string | Cell)[];
}

/** A table of what was counted or listed, the same on every page of the log. */
export function FigureTable({
  caption,
  columns,
  rows,
}: {
  readonly caption?: string;
  /** Of the rows' names first. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}) {
  return (
    <div className="figure-table">
      <table>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((name, column) => (
              <th key={name} scope="col" className={kindOf(rows[0]?.cells[column - 1])}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, column) => (
                <td
                  // The column is what a cell is known by.
                  key={columns[column + 1]}
                  className={kindOf(cell)}
                  data-met={typeof cell === 'string' ? undefined : cell.met}
                >
                  {typeof cell === 'string' ? cell : cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function kindOf(cell: string | Cell | undefined): Cell['as'] | undefined {
  return typeof cell === 'object' ? cell.as : undefined;
}

export function figure(text: string, met?: boolean): Cell {
  return { text, as: 'number', ...(met === undefined ? {} : { met }) };
}
