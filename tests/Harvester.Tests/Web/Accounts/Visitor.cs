using System.Net;
using System.Text.RegularExpressions;
using Harvester.Core.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Harvester.Tests.Web.Accounts;

/// <summary>A browser without JavaScript: it keeps cookies, follows no redirect by itself, and sends the forms that pages have.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(TestSite site)
    {
        Cookies = new CookieContainer();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = site.Client.BaseAddress };
    }

    public CookieContainer Cookies { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Somebody of the central team, or of a municipality.</summary>
    public static async Task<Visitor> OfAsync(TestSite site, string? municipality, string? label = null)
    {
        var issued = await site.Services.GetRequiredService<AccessDesk>().CreateAsync(municipality, label, Account.CommandLine, Cancel);
        var visitor = new Visitor(site);
        await visitor.SignInAsync(issued.Secret);
        return visitor;
    }

    public async Task SignInAsync(string secret)
    {
        using var response = await PostAsync("/sign-in", "/sign-in", ("token", secret));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    public Task<HttpResponseMessage> GetAsync(string address) => client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

    public async Task<string> PageAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>The proof that a form of this page carries.</summary>
    public async Task<string> ProofAsync(string page) => WebUtility.HtmlDecode(Proof().Match(await PageAsync(page)).Groups[1].Value);

    /// <summary>Sends a form as it stands on a page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await SendAsync(action, [("form", await ProofAsync(page)), .. fields.Any(field => field.Name == "back") ? fields : [("back", page), .. fields]]);

    /// <summary>Sends these fields and no others.</summary>
    public Task<HttpResponseMessage> SendAsync(string action, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(action, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return client.SendAsync(request, Cancel);
    }

    /// <summary>Sends a form, and reads the page to which it leads.</summary>
    public async Task<string> ActAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync(page, action, fields);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{action}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Cancel)}");
        return await PageAsync(response.Headers.Location!.OriginalString);
    }

    /// <summary>Sends a form that is refused, and reads why.</summary>
    public async Task<string> RefusedAsync(HttpStatusCode expected, string page, string action, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync(page, action, fields);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == expected, $"{action}: {response.StatusCode} {text}");
        Assert.Contains("何も変更していません", text, StringComparison.Ordinal);
        return text;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Proof();
}
