import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { controlMenu } from './menu';

const ControlMenu = lazy(() => import('./ControlMenu'));

/** The one menu that all controls share. */
export function ControlMenuHost() {
  const request = useStore(controlMenu, (state) => state.open);
  return (
    request && (
      <Suspense>
        <ControlMenu request={request} />
      </Suspense>
    )
  );
}
