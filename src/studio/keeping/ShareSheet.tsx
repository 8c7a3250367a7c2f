import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../commands/Dialog';
import { saveSession } from '../files';
import { strings } from '../strings';
import { session } from '../studio';
import { qrOf } from './qr';

const words = strings.keeping;

type Link =
  | { readonly kind: 'making' }
  | { readonly kind: 'made'; readonly address: string }
  | { readonly kind: 'refused'; readonly message: string };

/** The session as a link, with its size and as a QR code for the classroom. */
export default function ShareSheet({ onClose }: { readonly onClose: () => void }) {
  const [link, setLink] = useState<Link>({ kind: 'making' });

  useEffect(() => {
    let wanted = true;
    linkOf().then((made) => wanted && setLink(made));
    return () => {
      wanted = false;
    };
  }, []);

  return (
    <Dialog title={words.share} className="share-sheet" onClose={onClose}>
      <p>{words.shareAbout}</p>
      {link.kind === 'refused' && (
        <div className="sheet-row">
          <p role="alert">{link.message}</p>
          <button type="button" className="button" onClick={() => void saveSession()}>
            {words.save}
          </button>
        </div>
      )}
      {link.kind === 'made' && <Made address={link.address} />}
    </Dialog>
  );
}

async function linkOf(): Promise<Link> {
  try {
    const { writeShare } = await import('../../session/share');
    const fragment = await writeShare(session.getState().document);
    return { kind: 'made', address: `${location.origin}${location.pathname}${fragment}` };
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  }
}

function Made({ address }: { readonly address: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // Refused by the browser: the text is selected, and the words say what to do.
      setCopied(false);
    }
  }

  return (
    <>
      <div className="sheet-row">
        <input ref={field} className="field mono" readOnly aria-label={words.link} value={address} />
        <button type="button" className="button primary" onClick={() => void copy()}>
          {copied ? words.copied : words.copy}
        </button>
      </div>
      <p className="label">
        {words.linkSize(address.length.toLocaleString('en-US').replaceAll(',', ' '))}
        {isLoopback() && ` · ${words.onlyHere}`}
      </p>
      {copied === false && <p role="alert">{words.copyFailed}</p>}
      <Qr text={address} />
    </>
  );
}

function isLoopback(): boolean {
  return /^(localhost|127\.|\[::1\])/.test(location.hostname);
}

function Qr({ text }: { readonly text: string }) {
  const code = qrOf(text);
  if (!code) return <p className="label">{words.qrTooLong}</p>;
  return (
    <svg
      className="qr"
      role="img"
      aria-label={words.qr}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
    >
      <rect width={code.size} height={code.size} fill="#ffffff" />
      <path d={code.path} fill="#000000" />
    </svg>
  );
}
