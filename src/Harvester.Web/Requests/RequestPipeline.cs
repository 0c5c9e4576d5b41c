using System.Globalization;
using Harvester.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Requests;

/// <summary>What every request passes on its way to an address.</summary>
internal static class RequestPipeline
{
    // Not text/csv and application/gzip: those are the dumps, which are read in ranges, and a range of a compressed answer is another one.
    private static readonly string[] Compressed =
    [
        "application/json", "application/problem+json", "application/ld+json", "application/atom+xml", "application/xml", "application/rdf+xml", "application/n-triples",
        "text/html", "text/css", "text/plain", "text/javascript", "text/turtle", "image/svg+xml",
    ];

    /// <summary>Policy of the addresses whose answers are kept for a moment, see <see cref="HarvesterWebOptions.KeepAnswers"/>.</summary>
    public const string Kept = "kept";
    private const long MostKept = 32 << 20;
    private const long MostKeptBody = 256 << 10;

    public static void Add(IServiceCollection services, HarvesterWebOptions options)
    {
        // Nothing that is served to everybody is a secret, so what compression tells of it (BREACH) is of no use; pages of those who are signed in go uncompressed.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = Compressed;
        });
        services.AddOutputCache(cache =>
        {
            cache.SizeLimit = MostKept;
            cache.MaximumBodySize = MostKeptBody;
            cache.AddBasePolicy(policy => policy.NoCache());
            cache.AddPolicy(Kept, policy => _ = options.KeepAnswers > TimeSpan.Zero ? policy.Expire(options.KeepAnswers).SetVaryByQuery("*").VaryByValue(Position) : policy.NoCache(), excludeDefaultPolicy: false);
        });
        services.AddRateLimiter(limiter => ClientLimit.Configure(limiter, options.RateLimit));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = RequestAddress.LongestLine;
        });
    }

    public static void Use(IApplicationBuilder application, HarvesterWebOptions options)
    {
        if (options.Proxies.Count > 0)
            application.UseForwardedHeaders(Forwarded(options.Proxies));
        application.Use(WeakenCompressed);
        application.UseResponseCompression();
        application.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ProblemAnswer.WriteAsync(
                context, StatusCodes.Status500InternalServerError, "Our fault", "Something went wrong here that is not the request's fault; it was noted in the log."),
        });
        application.Use(RequestChecks.RunAsync);
        application.UseRateLimiter();
        if (options.KeepAnswers > TimeSpan.Zero)
            application.UseOutputCache();
    }

    /// <summary>The position in the change log that searches have come to: with the next change every answer is another one.</summary>
    private static KeyValuePair<string, string> Position(HttpContext context) =>
        new("position", context.RequestServices.GetRequiredService<CatalogueIndex>().Position.ToString(CultureInfo.InvariantCulture));

    /// <summary>A compressed answer is another sequence of bytes, and must not bear the same strong validator (RFC 9110, section 8.8.3.3).</summary>
    private static Task WeakenCompressed(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            if (headers.ContentEncoding.Count > 0 && EntityTagHeaderValue.TryParse(headers.ETag.ToString(), out var tag) && !tag.IsWeak)
                headers.ETag = $"W/{tag.Tag}";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static ForwardedHeadersOptions Forwarded(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }
}
