namespace Harvester.Web.Actions;

/// <summary>An act that is not carried out, and why, in words for whoever asked.</summary>
/// <param name="status">Of HTTP.</param>
internal sealed class RefusedException(int status, string japanese, string english) : Exception(english)
{
    public int Status => status;
    public string Japanese => japanese;
    public string English => Message;
}
