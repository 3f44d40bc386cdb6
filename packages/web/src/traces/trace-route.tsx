import { createLazyRoute } from '@tanstack/react-router';
import { TracePage } from './TracePage.tsx';

export const Route = createLazyRoute('/traces/$trace')({ component: TracePage });
