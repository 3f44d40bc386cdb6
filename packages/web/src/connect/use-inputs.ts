import type { InputStatus } from '@logboom/client';
import { useQuery } from '@tanstack/react-query';
import { request } from '../data/api-error.ts';

async function fetchInputs(): Promise<InputStatus[]> {
  const response = await request('/api/v1/inputs');
  const body: unknown = await response.json();
  return (body as { inputs: InputStatus[] }).inputs;
}

/** The inputs of the server, asked again every few seconds while someone looks. */
export const useInputs = () =>
  useQuery({ queryKey: ['inputs'], queryFn: fetchInputs, refetchInterval: 3_000 });
