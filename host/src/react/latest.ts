'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** What was given in the last render, for listeners that live longer than one. */
export const useLatest = <T>(value: T): RefObject<T> => {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest as RefObject<T>;
};
