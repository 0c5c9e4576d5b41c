using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary>Where a form leads to once its act is done: the page on which it stood.</summary>
internal static class Back
{
    /// <summary>Name of the hidden field, and of the parameter of the sign-in page.</summary>
    public const string Field = "back";

    private const int Longest = 2000;

    /// <summary>The address if it is one of this site: a path, not what a browser takes for another host (<c>//host</c>, <c>/\host</c>).</summary>
    public static string? Local(string? address) =>
        address is { Length: > 0 and <= Longest } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(static c => char.IsControl(c) || c == '\\') ? address : null;

    /// <summary>The page that the form names, else another.</summary>
    public static string Of(IFormCollection form, string otherwise) => Local(form[Field]) ?? otherwise;

    /// <summary>The sign-in page, which leads on to an address.</summary>
    public static string SignIn(Language language, string address) => language.Href("/sign-in", (Field, address));

    /// <summary>GET what stands there, whatever method led here (RFC 9110, section 15.4.4).</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        // A header holds ASCII; what a form sends may be any text.
        context.Response.Headers.Location = string.Concat(address.EnumerateRunes().Select(static rune => rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
