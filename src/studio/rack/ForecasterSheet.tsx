import { useState } from 'react';
import { Dialog } from '../commands/Dialog';
import { Tabs } from '../commands/Tabs';
import { strings } from '../strings';
import { EvaluationPage } from './EvaluationPage';
import { ModelPage } from './ModelPage';
import { useMorphing } from './state';
import { TrainingPage } from './TrainingPage';
import { WhyPage } from './WhyPage';
import './model.css';

const words = strings.model;
const TABS = ['state', 'train', 'evaluation', 'why'] as const;
type Tab = (typeof TABS)[number];

/** The forecaster from behind: its model and its history, what trains it, how good it is, why it says what it says. */
export default function ForecasterSheet({ onClose }: { readonly onClose: () => void }) {
  const [tab, setTab] = useState<Tab>('state');
  const card = useMorphing(({ model }) => model?.card);
  return (
    <Dialog
      title={words.title}
      className="model"
      fact={card && <span>{words.state.rows(card.data.rows, card.data.programs, card.data.families)}</span>}
      onClose={onClose}
    >
      <Tabs
        label={words.title}
        prefix="model-tab"
        panel="model-page"
        tabs={TABS}
        current={tab}
        className="model-tabs"
        tabClassName="button"
        onChoose={setTab}
      >
        {(id) => words.tabs[id]}
      </Tabs>
      <div id="model-page" role="tabpanel" aria-labelledby={`model-tab-${tab}`} className="model-page">
        {tab === 'state' && <ModelPage />}
        {tab === 'train' && <TrainingPage />}
        {tab === 'evaluation' && <EvaluationPage />}
        {tab === 'why' && <WhyPage />}
      </div>
    </Dialog>
  );
}
