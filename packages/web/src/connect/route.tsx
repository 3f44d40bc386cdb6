import { createLazyRoute } from '@tanstack/react-router';
import { ConnectPage } from './ConnectPage.tsx';

export const Route = createLazyRoute('/connect')({ component: ConnectPage });
