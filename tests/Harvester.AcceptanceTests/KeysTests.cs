using System.Net;
using System.Text.RegularExpressions;
using Harvester.Core.Access;
using Harvester.Storage;

namespace Harvester.AcceptanceTests;

/// <summary><c>--keys</c>: several processes that serve one site take each other's sessions.</summary>
public sealed partial class KeysTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("one", "one", HttpStatusCode.OK)]
    [InlineData("one", "other", HttpStatusCode.SeeOther)]
    public async Task SessionOfOneProcess_IsGoodAtAnother_IfTheyShareTheKeys(string first, string second, HttpStatusCode expected)
    {
        using var harvester = new HarvesterProgram();
        string secret;
        await using (var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token))
            secret = (await new AccessDesk(store, new Dictionary<string, string>(), TimeProvider.System).CreateAsync(null, null, Account.CommandLine, Token)).Secret;
        using var one = harvester.Start("web", "--urls", "http://127.0.0.1:0", "--keys", Path.Combine(harvester.Folder, first));
        using var other = harvester.Start("web", "--urls", "http://127.0.0.1:0", "--keys", Path.Combine(harvester.Folder, second));
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
            var address = new Uri(await ServeTests.AddressAsync(one, "web:"));
            var proof = WebUtility.HtmlDecode(Proof().Match(await client.GetStringAsync(new Uri(address, "/sign-in"), Token)).Groups[1].Value);
            using var signedIn = await client.PostAsync(new Uri(address, "/sign-in"), new FormUrlEncodedContent([KeyValuePair.Create("form", proof), KeyValuePair.Create("token", secret)]), Token);
            Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);

            // Cookies know no ports: the same browser, at the other process.
            using var account = await client.GetAsync(new Uri(new Uri(await ServeTests.AddressAsync(other, "web:")), "/account"), Token);

            Assert.Equal(expected, account.StatusCode);
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(harvester.Folder, first), "key-*.xml"));
        }
        finally
        {
            one.Kill();
            other.Kill();
            await one.WaitForExitAsync(Token);
            await other.WaitForExitAsync(Token);
        }
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Proof();
}
