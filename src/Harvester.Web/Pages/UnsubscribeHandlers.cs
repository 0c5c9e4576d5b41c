using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages;

/// <summary>
/// Ends a subscription by the secret of a notice: whoever has it needs no sign-in. Reading shows a button only, as mail programs open what they are sent; one POST
/// ends it, also the one of a mail program (RFC 8058).
/// </summary>
internal static class UnsubscribeHandlers
{
    public static async Task<IResult> Show(string secret, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        Secret(context);
        var subscription = await SubscriptionDesk.FindAsync(store, secret, cancellationToken);
        var language = PageContext.Of(context.Request).Language;
        var names = language.IsEnglish ? options.EnglishMunicipalities : options.Municipalities;
        return PageResponse.Render<UnsubscribePage>(
            context, subscription is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
            ("Subscription", subscription),
            ("MunicipalityName", subscription?.MunicipalityCode is { } code ? names.GetValueOrDefault(code) : null),
            ("Action", language.Href($"/unsubscribe/{Uri.EscapeDataString(secret)}")));
    }

    public static async Task<IResult> End(string secret, HttpContext context, IStore store, CancellationToken cancellationToken)
    {
        Secret(context);
        var ended = await SubscriptionDesk.EndAsync(store, secret, cancellationToken);
        return PageResponse.Render<UnsubscribePage>(context, ended ? StatusCodes.Status200OK : StatusCodes.Status404NotFound, ("Subscription", null), ("Ended", ended));
    }

    // The address is the key: it is told to no other site, and kept by nobody.
    private static void Secret(HttpContext context)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
    }
}
