using Harvester.Core.Access;

namespace Harvester.Web.Accounts;

/// <summary>Who is signed in, for one request; kept among its features.</summary>
internal sealed class Session(Account account)
{
    public Account Account => account;

    /// <summary>Made when a page is first asked for it; see <see cref="Sessions.FormToken"/>.</summary>
    public string? FormToken { get; set; }

    /// <summary>What the act before has to say, once it was read.</summary>
    public Lazy<string?> Told { get; init; } = new(() => null);
}
