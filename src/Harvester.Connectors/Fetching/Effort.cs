namespace Harvester.Connectors.Fetching;

/// <summary>
/// What one request may cost over all its attempts: of the network's time twice the time-out of one attempt, so that a silent server is asked
/// twice and not four times, and of pauses that the server asks for as much as the longest single one.
/// </summary>
internal sealed class Effort(TimeSpan timeout, TimeSpan pauses)
{
    /// <summary>As long as a host that failed is left alone the first time.</summary>
    private static readonly TimeSpan LongestTrouble = TimeSpan.FromMinutes(1);

    private TimeSpan network = 2 * timeout;
    private bool hasSatOut;

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts that ended with 403.</summary>
    public int Refusals { get; set; }

    /// <summary>Time for one more attempt.</summary>
    public TimeBudget Begin()
    {
        Attempts++;
        return new TimeBudget(network < timeout ? network : timeout);
    }

    /// <summary>Books a pause in which the host is left alone, once; false where the request is to fail instead.</summary>
    public bool SitOut(TimeSpan pause)
    {
        if (hasSatOut || pause > LongestTrouble || pause > pauses)
            return false;
        hasSatOut = true;
        pauses -= pause;
        return true;
    }

    /// <summary>Books what an attempt took and what is to be waited for; whether the next one may begin.</summary>
    public bool Afford(TimeBudget budget, TimeSpan? pause)
    {
        network -= budget.Spent;
        pauses -= pause ?? TimeSpan.Zero;
        return network > timeout / 20 && pauses >= TimeSpan.Zero; // with less time than that no server could answer
    }
}
