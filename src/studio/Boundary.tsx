import { Component, type ReactNode } from 'react';
import { strings } from './strings';

interface Props {
  /** What could not be drawn, as it is called on the screen. */
  readonly name: string;
  /** Takes it off the screen, where it can be spared; what has to stay can be tried again. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** Keeps a part that can't be drawn from taking the whole studio with it: what plays goes on. */
export class Boundary extends Component<Props, { readonly trouble: string | undefined }> {
  override state = { trouble: undefined };

  static getDerivedStateFromError(error: unknown): { readonly trouble: string } {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { trouble } = this.state;
    const { name, onClose, children } = this.props;
    if (trouble === undefined) return children;
    return (
      <div className={onClose ? 'boundary boundary-over' : 'boundary'} role="alert">
        <p>{strings.boundary.failed(name, trouble)}</p>
        {onClose ? (
          <button type="button" className="button" onClick={onClose}>
            {strings.commands.close}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => this.setState({ trouble: undefined })}>
            {strings.boundary.again}
          </button>
        )}
      </div>
    );
  }
}
