import { type RefObject, useEffect, useState } from 'react';

/** The width of an element in pixels, to the nearest step, as it changes; undefined until it stands. */
export function useMeasuredWidth(element: RefObject<HTMLElement | null>, step: number): number | undefined {
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width / step) * step);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, step]);
  return width;
}

const USUAL = 1000;

/** The same with a usual width until the element stands. */
export const useWidth = (element: RefObject<HTMLElement | null>, step: number): number =>
  useMeasuredWidth(element, step) ?? USUAL;
