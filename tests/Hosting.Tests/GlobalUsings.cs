// Short names: inside namespace Migration.Hosting another Projects would be found first.
global using Echo = Projects.Echo;
global using TestAppHost = Projects.Hosting_TestAppHost;
