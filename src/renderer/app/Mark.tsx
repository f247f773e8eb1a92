/** The product's mark. */
export function Mark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
      <rect width="18" height="18" rx="4.500" fill="var(--accent)" />
      <path d="M3.800 12.200 7 8.400l2.600 2.300 4.600-5" fill="none" stroke="#fff" strokeWidth="1.700" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
