using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Harvester.Web.Requests;

/// <summary>One token bucket for each client, by its address: a reader who asks too much waits, and slows nobody else down.</summary>
internal static class ClientLimit
{
    private const int IPv6Network = 8; // bytes: whoever has one address of a /64 has all of them

    // Load balancers and supervisors ask from one address, and must not be told to wait.
    private static readonly string[] Unlimited = ["/healthz", "/readyz", "/metrics"];

    public static void Configure(RateLimiterOptions options, RateLimit limit)
    {
        if (limit.PerMinute > 0)
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, limit));
        options.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await ProblemAnswer.WriteAsync(
                rejected.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests",
                $"This address has asked more than {limit.Burst} times at once and {limit.PerMinute} times a minute. Go on after {wait} s; whoever wants the whole catalogue finds it at /dumps/manifest.json.");
        };
    }

    /// <summary>The address, or the /64 network of an IPv6 one.</summary>
    public static string Client(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, IPv6Network)) : address.ToString();
    }

    private static RateLimitPartition<string> Partition(HttpContext context, RateLimit limit)
    {
        if (Unlimited.Contains(context.Request.Path.Value, StringComparer.Ordinal))
            return RateLimitPartition.GetNoLimiter("");
        return RateLimitPartition.GetTokenBucketLimiter(Client(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = Math.Max(1, limit.PerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromMinutes(Math.Max(1, limit.PerMinute / 60) / (double)limit.PerMinute),
            QueueLimit = 0,
        });
    }
}
