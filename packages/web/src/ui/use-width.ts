import { type RefObject, useEffect, useState } from 'react';

/** The width of an element in pixels, to the nearest step, as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>, step: number): number {
  const [width, setWidth] = useState(1000);
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
