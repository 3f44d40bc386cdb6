import { createLazyRoute } from '@tanstack/react-router';
import { OverviewPage } from './OverviewPage.tsx';

export const Route = createLazyRoute('/overview')({ component: OverviewPage });
