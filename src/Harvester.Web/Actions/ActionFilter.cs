using Harvester.Core.Access;
using Harvester.Core.Runs;
using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harvester.Web.Actions;

/// <summary>What every act passes: it comes from a form of this site, made for whoever is signed in; what cannot be done is said in words.</summary>
internal static class ActionFilter
{
    /// <summary>Bytes of a form: the longest note is far shorter.</summary>
    private const int LongestForm = 64 << 10;

    /// <summary>Acts of those who are signed in.</summary>
    public static ValueTask<object?> Signed(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) => RunAsync(invocation, next, open: false);

    /// <summary>Signing in itself.</summary>
    public static ValueTask<object?> Open(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) => RunAsync(invocation, next, open: true);

    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, bool open)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        try
        {
            var page = PageContext.Of(context.Request);
            if (!SameOrigin.Is(context.Request, (HarvesterWebOptions)services.GetService(typeof(HarvesterWebOptions))!))
                throw Foreign();
            var form = await ReadAsync(context);
            if (!open && page.Account is null)
                return Back.SeeOther(context, Back.SignIn(page.Language, Back.Of(form, page.Language.Href("/"))));
            if (!await ((Sessions)services.GetService(typeof(Sessions))!).IsOurFormAsync(context))
                throw Stale();
            return await CarryOutAsync(invocation, next, page.Account);
        }
        catch (RefusedException refused)
        {
            return Refuse(context, refused.Status, refused.Japanese, refused.English, null);
        }
        catch (DecisionException refused)
        {
            return Refuse(context, StatusCodes.Status409Conflict, "実行できませんでした。何も変更していません。", "This cannot be done, and nothing was changed.", refused.Message);
        }
        catch (BusyException busy)
        {
            return Refuse(context, StatusCodes.Status409Conflict, "収集などの処理中のため、実行できませんでした。何も変更していません。しばらくしてからもう一度お試しください。", "A worker is at it, and nothing was changed: try again in a while.", busy.Message);
        }
    }

    private static async ValueTask<object?> CarryOutAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, Account? account)
    {
        try
        {
            return await next(invocation);
        }
        catch (RefusedException refused) when (refused.Status is StatusCodes.Status403Forbidden && account is not null)
        {
            await Refusals.LogAsync(invocation.HttpContext, account, refused.English, invocation.HttpContext.RequestAborted);
            throw;
        }
    }

    private static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "このページのフォームから操作してください。何も変更していません。", "Use the forms of these pages. Nothing was changed.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LongestForm;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or InvalidDataException)
        {
            throw new RefusedException(
                fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
                "送られた内容が長すぎるか、読めません。何も変更していません。", "What was sent is too long, or cannot be read. Nothing was changed.");
        }
    }

    private static RefusedException Foreign() => new(
        StatusCodes.Status403Forbidden, "別のサイトから送られた操作は受け付けません。何も変更していません。", "An act that comes from another site is not carried out. Nothing was changed.");

    private static RefusedException Stale() => new(
        StatusCodes.Status403Forbidden,
        "このフォームは古くなっているか、このサイトのものではありません。何も変更していません。前のページに戻り、再読み込みしてからもう一度お試しください。",
        "This form is out of date, or not one of this site. Nothing was changed. Go back, reload the page, and try again.");

    private static IResult Refuse(HttpContext context, int status, string japanese, string english, string? detail)
    {
        var page = PageContext.Of(context.Request);
        // A form that could not be read says nothing of where it stood.
        var back = context.Features.Get<IFormFeature>()?.Form is { } form ? Back.Local(form[Back.Field]) : null;
        return PageResponse.Render<RefusedPage>(context, status, ("Why", page.Language.Text(japanese, english)), ("Detail", detail), ("Back", back));
    }
}
