/**
 * S3 behind CloudFront: for each file its path, its policy of response headers, and how it is to be
 * uploaded, in the words of the AWS command line (docs/DEPLOY.md says what to do with it).
 *
 * CloudFront takes the security headers only in places of their own, and caches by its own rules
 * unless told otherwise; it compresses by itself, so the compressed files are not uploaded.
 */
import type { Headers } from '../headers.js';
import type { Served } from '../write.js';

/** AWS' own policy “CachingOptimized”: by path and accepted encoding, brotli and gzip. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

export const cloudFront = (served: readonly Served[]): string => {
  const policies = new Map<string, object>();
  const behaviors: object[] = [];
  const objects: object[] = [];
  for (const { folder, manifest } of served) {
    for (const [name, { headers }] of Object.entries(manifest.files)) {
      const policy = `sordino-${folder}-${name.endsWith('.html') ? name : 'assets'}`.replace(
        /[^\w-]/g,
        '-',
      );
      policies.set(policy, responseHeadersPolicy(policy, headers));
      behaviors.push({
        PathPattern: `/${folder}/${name}`,
        ResponseHeadersPolicyName: policy,
        CachePolicyId: CACHING_OPTIMIZED,
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
        Compress: true,
      });
      objects.push({
        Key: `${folder}/${name}`,
        ContentType: headers['Content-Type'],
        CacheControl: headers['Cache-Control'],
      });
    }
  }
  return `${JSON.stringify({ ResponseHeadersPolicies: [...policies.values()], CacheBehaviors: behaviors, Objects: objects }, null, 2)}\n`;
};

/** As `aws cloudfront create-response-headers-policy --response-headers-policy-config` takes it. */
const responseHeadersPolicy = (name: string, headers: Headers): object => {
  const { 'Content-Type': _type, 'Cache-Control': _caching, ...rest } = headers;
  const security = {
    'Content-Security-Policy': (value: string) => ({
      ContentSecurityPolicy: { ContentSecurityPolicy: value, Override: true },
    }),
    'Referrer-Policy': (value: string) => ({
      ReferrerPolicy: { ReferrerPolicy: value, Override: true },
    }),
    'X-Content-Type-Options': () => ({ ContentTypeOptions: { Override: true } }),
    'Strict-Transport-Security': (value: string) => ({
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: Number(value.replace('max-age=', '')),
        IncludeSubdomains: false,
        Preload: false,
        Override: true,
      },
    }),
  };
  const isSecurity = (header: string): header is keyof typeof security => header in security;
  const custom = Object.entries(rest).filter(([header]) => !isSecurity(header));
  return {
    Name: name,
    Comment: 'Sordino’s frame',
    SecurityHeadersConfig: Object.assign(
      {},
      ...Object.entries(rest).map(([header, value]) =>
        isSecurity(header) ? security[header](value) : {},
      ),
    ) as object,
    CustomHeadersConfig: {
      Quantity: custom.length,
      Items: custom.map(([Header, Value]) => ({ Header, Value, Override: true })),
    },
  };
};
