using System.Globalization;
using Harvester.Core.Access;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Harvester.Web.Accounts;

/// <summary><c>/sign-in</c> and <c>/sign-out</c>.</summary>
internal static class SignInHandlers
{
    public static IResult Page(HttpContext context, Sessions sessions) => Show(context, sessions, Back.Local(context.Request.Query[Back.Field]), StatusCodes.Status200OK, null);

    public static async Task<IResult> SignIn(HttpContext context, Sessions sessions, SignInLimit limit, AccessDesk desk, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var language = PageContext.Of(context.Request).Language;
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = Back.Local(form[Back.Field]);
        var log = loggers.CreateLogger(typeof(SignInHandlers));
        if (limit.Wait(context) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var minutes = (int)Math.Ceiling(wait.TotalMinutes);
            SignInLog.Refused(log, SignInLimit.Client(context), minutes);
            return Show(context, sessions, back, StatusCodes.Status429TooManyRequests, language.Text(
                $"誤ったトークンが{SignInLimit.Most}回続いたため、{minutes}分後まで受け付けません。トークンが分からないときは、発行した担当者に再発行を頼んでください。",
                $"{SignInLimit.Most} wrong tokens came from here: wait {minutes} minutes. If the token is lost, ask whoever gave it to you for another."));
        }

        if (await desk.CheckAsync(form["token"], cancellationToken) is not { } token)
        {
            limit.Wrong(context);
            SignInLog.WrongToken(log, SignInLimit.Client(context));
            return Show(context, sessions, back, StatusCodes.Status403Forbidden, language.Text(
                "このトークンでは入れません。hv_ で始まる全体を写したか、再発行や取り消しがなかったかを確かめてください。",
                "This token lets nobody in. Was all of it copied, from hv_ on? Was it replaced or taken back?"));
        }

        limit.Right(context);
        sessions.Begin(context, token);
        return Back.SeeOther(context, back ?? language.Href("/account"));
    }

    public static async Task<IResult> SignOut(HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        Sessions.End(context);
        return Back.SeeOther(context, Back.Of(form, "/"));
    }

    private static IResult Show(HttpContext context, Sessions sessions, string? back, int status, string? fault) =>
        PageResponse.Render<SignInPage>(context, status, ("FormToken", sessions.FormToken(context)), ("Back", back), ("Fault", fault));
}
