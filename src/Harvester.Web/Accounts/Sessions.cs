using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Harvester.Core.Access;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harvester.Web.Accounts;

/// <summary>
/// Sessions of people who signed in. All there is of one is its cookie: which token, which issue of it, until when; encrypted and signed by the keys of the site
/// (data protection). Whether the token is still good is asked of the store with every request, so that who takes it back ends its sessions.
/// </summary>
internal sealed class Sessions(IDataProtectionProvider protection, IAntiforgery antiforgery, AccessDesk desk, TimeProvider clock)
{
    public const string CookieName = "harvester-session";
    public const string FormCookieName = "harvester-form";

    /// <summary>Name of the hidden field by which a form proves that it is ours.</summary>
    public const string FormField = "form";

    private const string ToldCookieName = "harvester-told";

    public static readonly TimeSpan Term = TimeSpan.FromHours(12);

    private readonly IDataProtector sessions = protection.CreateProtector("Harvester.Web.Session.1");
    private readonly IDataProtector messages = protection.CreateProtector("Harvester.Web.Told.1");

    /// <summary>Who is signed in; null: nobody.</summary>
    public static Account? AccountOf(HttpContext context) => context.Features.Get<Session>()?.Account;

    /// <summary>Looks whose session the request belongs to; one that is over loses its cookie.</summary>
    /// <exception cref="StoreException">The store is away.</exception>
    public async Task OpenAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
            return;
        if (Unprotect(sessions, cookie) is not { } text || Read(text) is not var (id, issue) || await desk.GoesOnAsync(id, issue, context.RequestAborted) is not { } token)
        {
            context.Response.Cookies.Delete(CookieName, Options(context, lasts: null));
            return;
        }

        Open(context, token);
    }

    /// <summary>Begins a session.</summary>
    public void Begin(HttpContext context, AccessToken token)
    {
        var until = clock.GetUtcNow() + Term;
        var text = string.Create(CultureInfo.InvariantCulture, $"{token.Id} {token.Issue} {until.ToUnixTimeSeconds()}");
        // Gone with the browser, and after its term in any case: the cookie itself says so.
        context.Response.Cookies.Append(CookieName, sessions.Protect(text), Options(context, lasts: null));
        Open(context, token);
    }

    public static void End(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context, lasts: null));

    /// <summary>What the forms of this request's page send back to prove that they are ours; it is good for whoever is signed in now.</summary>
    public string FormToken(HttpContext context)
    {
        var session = context.Features.Get<Session>();
        if (session?.FormToken is { } made)
            return made;
        var token = antiforgery.GetAndStoreTokens(context).RequestToken!;
        Close(context);
        if (session is not null)
            session.FormToken = token;
        return token;
    }

    public Task<bool> IsOurFormAsync(HttpContext context) => antiforgery.IsRequestValidAsync(context);

    /// <summary>Leaves a sentence for the next page.</summary>
    public void Tell(HttpContext context, string sentence) =>
        context.Response.Cookies.Append(ToldCookieName, messages.Protect(sentence), Options(context, TimeSpan.FromMinutes(1)));

    private static (string Id, int Issue)? Read(string text, DateTimeOffset now) =>
        text.Split(' ') is [var id, var issue, var until]
        && int.TryParse(issue, CultureInfo.InvariantCulture, out var number) && long.TryParse(until, CultureInfo.InvariantCulture, out var seconds)
        && now.ToUnixTimeSeconds() < seconds ? (id, number) : null;

    private (string Id, int Issue)? Read(string text) => Read(text, clock.GetUtcNow());

    private void Open(HttpContext context, AccessToken token)
    {
        context.Features.Set(new Session(Account.Of(token)) { Told = new Lazy<string?>(() => TakeTold(context)) });
        // Forms are good for this person only: antiforgery goes by the user's identity.
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, string.Create(CultureInfo.InvariantCulture, $"{token.Id} {token.Issue}"))], "token"));
        // What is shown now may be known to few, and holds the form's secret: nobody keeps it, and how well it compresses tells nothing (BREACH).
        Close(context);
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression)
            compression.Mode = HttpsCompressionMode.DoNotCompress;
    }

    private static void Close(HttpContext context) => context.Response.Headers.CacheControl = "private, no-store";

    private string? TakeTold(HttpContext context)
    {
        if (context.Request.Cookies[ToldCookieName] is not { Length: > 0 } cookie)
            return null;
        context.Response.Cookies.Delete(ToldCookieName, Options(context, lasts: null));
        return Unprotect(messages, cookie);
    }

    private static string? Unprotect(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null; // of other keys, or nobody's
        }
    }

    // Lax: whoever follows a link out of a mail is still signed in; another site's forms get no cookie all the same.
    private static CookieOptions Options(HttpContext context, TimeSpan? lasts) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = lasts, IsEssential = true };
}
