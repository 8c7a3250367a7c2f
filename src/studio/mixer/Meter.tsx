import { useEffect, useRef } from 'react';
import type { ChannelId } from '../../session';
import { strings } from '../strings';
import { frames } from '../studio';
import { telemetry } from '../telemetry';

/** The meter spans 60 dB of throughput: 1 to 1 000 000 runs a second, 10 dB a decade. */
const SPAN = 60;
const FALL = 20;
/** All meters move in the same frames, thirty times a second: between them nothing has to be painted. In ms. */
const STEP = 1000 / 30;
/** Assistive technology hears a new value at most twice a second. */
const SPOKEN = 500;

/** Jumps to the throughput of the latest sample and falls at 20 dB a second. */
export function Meter({ id }: { readonly id: ChannelId }) {
  const meter = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let level = 0;
    let drawn = -1;
    let version = -1;
    let spoken = 0;
    let step = -1;
    return frames.subscribe((time, elapsed) => {
      const channel = telemetry[id];
      level = Math.max(0, level - (FALL * elapsed) / 1000);
      if (channel.version !== version) {
        version = channel.version;
        const heard = 10 * Math.log10(1000 / channel.latest);
        if (Number.isFinite(heard)) level = Math.max(level, Math.min(SPAN, heard));
      }
      const now = Math.floor(time / STEP);
      if (now === step) return;
      step = now;
      const share = Math.round((level / SPAN) * 500) / 500;
      const element = meter.current;
      if (!element || share === drawn) return;
      drawn = share;
      element.style.setProperty('--unit', String(share));
      if (time - spoken < SPOKEN) return;
      spoken = time;
      element.setAttribute('aria-valuenow', level.toFixed(0));
    });
  }, [id]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element can't be drawn as this one is
    <div
      ref={meter}
      className="meter"
      role="meter"
      aria-label={strings.mixer.meter(strings.channel[id])}
      aria-valuemin={0}
      aria-valuemax={SPAN}
      aria-valuenow={0}
    />
  );
}
