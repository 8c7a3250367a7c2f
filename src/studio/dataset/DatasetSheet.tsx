import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Head } from '../../dataset';
import { CollectPage, QualityPage } from '../collect';
import { Dialog } from '../commands/Dialog';
import { Tabs } from '../commands/Tabs';
import { strings } from '../strings';
import { datalog, onTrouble, openDatalog } from './datalog';
import { Leaving } from './Leaving';
import { LogState } from './LogState';
import { Privacy } from './Privacy';
import { Sessions } from './Sessions';
import './dataset.css';

const words = strings.dataset;
const TABS = ['log', 'collect', 'quality', 'leave', 'privacy'] as const;
type Tab = (typeof TABS)[number];

/** The log: what is recorded, what was agreed to, how it leaves, how it goes. */
export default function DatasetSheet({ onClose }: { readonly onClose: () => void }) {
  const [tab, setTab] = useState<Tab>('log');
  const heads = useHeads();
  const records = heads.reduce((sum, { events }) => sum + events, 0);
  return (
    <Dialog
      title={words.title}
      className="dataset"
      fact={<span>{words.records(records)}</span>}
      onClose={onClose}
    >
      <Tabs
        label={words.title}
        prefix="dataset-tab"
        panel="dataset-page"
        tabs={TABS}
        current={tab}
        className="dataset-tabs"
        tabClassName="button"
        onChoose={setTab}
      >
        {(id) => words.tabs[id]}
      </Tabs>
      <div id="dataset-page" role="tabpanel" aria-labelledby={`dataset-tab-${tab}`} className="dataset-page">
        {tab === 'log' && (
          <>
            <LogState heads={heads} />
            <Sessions heads={heads} />
          </>
        )}
        {tab === 'collect' && <CollectPage />}
        {tab === 'quality' && <QualityPage />}
        {tab === 'leave' && <Leaving onAgree={() => setTab('log')} />}
        {tab === 'privacy' && <Privacy />}
      </div>
    </Dialog>
  );
}

/** What every session has come to, at most four times a second. */
function useHeads(): readonly Head[] {
  const [heads, setHeads] = useState<readonly Head[]>([]);
  const kind = useStore(datalog, ({ state }) => state.kind);
  // Another state may mean another storage, which is watched anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    openDatalog()
      .then(({ log }) => {
        if (!gone) stop = log.watch(setHeads);
      })
      .catch(onTrouble);
    return () => {
      gone = true;
      stop?.();
    };
  }, [kind]);
  return heads;
}
