import { Menu } from '@base-ui/react/menu';
import { useMemo } from 'react';
import { mappingOf, PARAMETERS } from '../../session';
import { Popup } from '../commands/Popup';
import { forget, learnTarget } from '../midi/actions';
import { controlName } from '../midi/names';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { addLane } from '../timeline/add-lane';
import { controlMenu, type MenuRequest } from './menu';

const words = strings.control;

/** What can be done with a control: opened by the secondary button, the menu key or a long press. */
export default function ControlMenu({ request }: { readonly request: MenuRequest }) {
  const { parameter, element, at, reset, type } = request;
  const target = { kind: 'parameter', id: parameter.id } as const;
  const mapping = useDocument(({ midi }) => mappingOf(midi, target));
  const isAutomated = useDocument(({ lanes }) => lanes.some((lane) => lane.parameter === parameter.id));
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y) }), [at]);
  const value = parameter.get(session.getState().document);

  return (
    <Menu.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) controlMenu.setState({ open: undefined });
      }}
    >
      <Popup anchor={anchor} label={words.menu(parameter.label)} finalFocus={() => element}>
        <div className="menu-title">{parameter.label}</div>
        <Menu.Item className="menu-item" disabled={value === parameter.initial} onClick={reset}>
          {words.reset}
          <span className="menu-value">{parameter.text(parameter.initial)}</span>
        </Menu.Item>
        <Menu.Item className="menu-item" onClick={type}>
          {words.type}
          <kbd>{strings.commands.enter}</kbd>
        </Menu.Item>
        <Menu.Item
          className="menu-item"
          onClick={() => void navigator.clipboard.writeText(parameter.text(value))}
        >
          {words.copy}
          <span className="menu-value">{parameter.text(value)}</span>
        </Menu.Item>
        {PARAMETERS.has(parameter.id) && (
          <>
            <div className="menu-line" />
            <Menu.Item className="menu-item" disabled={isAutomated} onClick={() => addLane(parameter)}>
              {isAutomated ? words.automated : words.automate}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void learnTarget(target)}>
              {words.learn}
              {mapping && <span className="menu-value">{controlName(mapping.control)}</span>}
            </Menu.Item>
            {mapping && (
              <Menu.Item className="menu-item" onClick={() => forget(target)}>
                {words.forget}
              </Menu.Item>
            )}
          </>
        )}
      </Popup>
    </Menu.Root>
  );
}
